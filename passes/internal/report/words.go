package report

import "github.com/refvet/refvet/analyzer/finding"

// A key selects a wording.
type key struct {
	class  finding.Class
	reason finding.Reason
}

// A wording is the message of a finding: definite, or resting on an effect that
// may fail to happen. A possible one says "may be", a definite one never does.
type wording struct{ definite, possible string }

// wordings has an entry for each reason that a class can have.
var wordings = map[key]wording{
	{finding.UseAfterRelease, finding.LenderFreed}: {
		"{object} used after {ender} freed what lent it (use after free)",
		"{object} may be used after {ender} freed what lent it (possible use after free)",
	},
	{finding.UseAfterRelease, finding.SlotReplaced}: {
		"{object} used after {ender} ended its borrow (use after free)",
		"{object} may be gone here, as {ender} may end its borrow (possible use after free)",
	},
	{finding.UseAfterRelease, finding.HomeFlushed}: {
		"{object} used after {ender} flushed its context (use after free)",
		"{object} may be gone here, as {ender} may flush it (possible use after free)",
	},
	{finding.UseAfterRelease, finding.LastReleased}: {
		"{object} used after {ender} gave back its last reference (use after free)",
		"{object} may be used after {ender} gave back its last reference (possible use after free)",
	},

	{finding.Leak, finding.NeverReleased}: {
		"{object} from {call} is not freed on every path (memory leak)",
		"{object} from {call} may be left unfreed on some path (possible memory leak)",
	},
	{finding.Leak, finding.Discarded}: {
		"{object} from {call} is discarded without a free (memory leak)",
		"{object} from {call} may be discarded without a free (possible memory leak)",
	},
	{finding.Leak, finding.Overwritten}: {
		"{object} from {call} is overwritten before it is freed (memory leak)",
		"{object} from {call} may be overwritten before it is freed (possible memory leak)",
	},

	{finding.OverRelease, finding.LenderFreed}: {
		"{object} freed after {ender} freed what lent it (double free)",
		"{object} may be freed after {ender} freed what lent it (possible double free)",
	},
	{finding.OverRelease, finding.SlotReplaced}: {
		"{object} freed after {ender} ended its borrow (double free)",
		"{object} may be freed after {ender} ended its borrow (possible double free)",
	},
	{finding.OverRelease, finding.HomeFlushed}: {
		"{object} freed after {ender} flushed its context (double free)",
		"{object} may be freed after {ender} flushed its context (possible double free)",
	},
	{finding.OverRelease, finding.LastReleased}: {
		"{object} freed again after {ender} gave back its last reference (double free)",
		"{object} may be freed again after {ender} gave back its last reference (possible double free)",
	},
	{finding.OverRelease, finding.NotOwned}: {
		"{object} freed by {call} though only borrowed (its lender frees it again)",
		"{object} may be freed by {call} though only borrowed (possible double free)",
	},
	{finding.OverRelease, finding.ReleasedTwice}: {
		"{object} freed by {call} more often than owned (double free)",
		"{object} may be freed by {call} more often than owned (possible double free)",
	},
	{finding.OverRelease, finding.FinalizerToo}: {
		"{object} freed by {call} and again by its finalizer (double free)",
		"{object} may be freed by {call} and again by its finalizer (possible double free)",
	},

	{finding.CrossContext, finding.NoReason}: {
		"{object} handed to {call} for {other}, of a second context (corrupts session caches)",
		"{object} may be handed to {call} for {other}, of a second context (possible cache corruption)",
	},

	{finding.NullResult, finding.Unchecked}: {
		"{object} handed to {call} without a nil check (crashes on NULL)",
		"{object} may be handed to {call} without a nil check (possible crash on NULL)",
	},
	{finding.NullResult, finding.KnownNull}: {
		"{object} is NULL on this path when handed to {call} (crashes)",
		"{object} may be NULL on this path when handed to {call} (possible crash)",
	},

	{finding.BorrowEscape, finding.Returned}: {
		"{object} returned though {ender} ends its borrow (caller gets freed memory)",
		"{object} may be dead when returned, as {ender} may end its borrow (possible use after free)",
	},
	{finding.BorrowEscape, finding.StoredGlobal}: {
		"{object} stored in a global though {ender} ends its borrow (dangling pointer)",
		"{object} may be dead in its global, as {ender} may end its borrow (possible dangling pointer)",
	},
	{finding.BorrowEscape, finding.StoredLonger}: {
		"{object} stored beyond its lender's life, which {ender} ends (dangling pointer)",
		"{object} may be stored beyond its borrow, which {ender} may end (possible dangling pointer)",
	},
	{finding.BorrowEscape, finding.Sent}: {
		"{object} sent on a channel though {ender} ends its borrow (receiver gets freed memory)",
		"{object} may be dead when received, as {ender} may end its borrow (possible use after free)",
	},
	{finding.BorrowEscape, finding.InGoroutine}: {
		"{object} shared with a goroutine while {ender} ends its borrow (race, use after free)",
		"{object} may be dead in the goroutine, as {ender} may end its borrow (possible use after free)",
	},
}

// fallback has the wording of findings whose reason tells nothing more.
var fallback = map[finding.Class]wording{
	finding.UseAfterRelease: {
		"{object} used after {ender} released it (use after free)",
		"{object} may be used after {ender} released it (possible use after free)",
	},
	finding.Leak: {
		"{object} from {call} is never freed (memory leak)",
		"{object} from {call} may be never freed (possible memory leak)",
	},
	finding.OverRelease: {
		"{object} freed by {call} once too often (double free)",
		"{object} may be freed by {call} once too often (possible double free)",
	},
	finding.CrossContext: wordings[key{finding.CrossContext, finding.NoReason}],
	finding.NullResult: {
		"{object} handed to {call} unchecked (crashes on NULL)",
		"{object} may be NULL when handed to {call} (possible crash)",
	},
	finding.BorrowEscape: {
		"{object} outlives what lends it, which {ender} ends (dangling pointer)",
		"{object} may be kept beyond its borrow, which {ender} may end (possible dangling pointer)",
	},
}
