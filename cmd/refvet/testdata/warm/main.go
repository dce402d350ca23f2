// Command warm imports what the scripts' packages import, so that building it
// once fills a build cache for all of them.
package main

// #include <stdlib.h>
import "C"

import (
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"sync"
	"testing"
	"unsafe"
)

func main() {
	var once sync.Once
	once.Do(runtime.GC)
	C.free(unsafe.Pointer(nil))
	fmt.Println(errors.ErrUnsupported, os.Args, testing.Short())
	log.Print()
}
