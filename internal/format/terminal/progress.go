package terminal

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// patience is how long a run may take before it shows that it is alive.
const patience = time.Second

// A Progress is a line at the end of a terminal that says how far a run is.
// What else is written there goes through [Progress.Write], above the line.
type Progress struct {
	screen Screen
	start  time.Time
	now    func() time.Time
	stop   chan struct{}

	mu    sync.Mutex
	out   io.Writer
	done  int
	shown string // the line that is shown
}

// NewProgress starts to show progress on out. Where out is no able terminal it is
// nil, which is a Progress that shows nothing.
func NewProgress(out io.Writer) *Progress {
	screen, ok := Detect(out)
	if !ok {
		return nil
	}
	p := &Progress{screen: screen, start: time.Now(), now: time.Now, stop: make(chan struct{}), out: out}
	go func() {
		tick := time.NewTicker(patience / 5)
		defer tick.Stop()
		for {
			select {
			case <-p.stop:
				return
			case <-tick.C:
				p.show()
			}
		}
	}()
	return p
}

// Done notes how many packages are done.
func (p *Progress) Done(packages int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = packages
}

// Write writes above the line.
func (p *Progress) Write(data []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	return p.out.Write(data)
}

// Close takes the line away.
func (p *Progress) Close() {
	if p == nil {
		return
	}
	close(p.stop)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.start = time.Time{}
}

func (p *Progress) show() {
	p.mu.Lock()
	defer p.mu.Unlock()
	passed := p.now().Sub(p.start)
	if p.start.IsZero() || passed < patience {
		return
	}
	text := fmt.Sprintf("refvet: %d packages done, %d s", p.done, int(passed.Seconds()))
	if p.done == 0 {
		text = fmt.Sprintf("refvet: analysing dependencies, %d s", int(passed.Seconds()))
	}
	if text = text[:min(len(text), p.screen.Width-1)]; text != p.shown {
		p.clear()
		fmt.Fprint(p.out, text)
		p.shown = text
	}
}

func (p *Progress) clear() {
	if p.shown != "" {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = ""
	}
}
