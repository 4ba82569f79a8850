package content

import (
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// An Update is a file of content/changes: what changed between two states of the registry.
type Update struct {
	*history.Update
	Note *markdown.Fragment
}

// Path is the address of the update's page, without root.
func (u *Update) Path() string { return "changes/" + u.To }

// updates reads the history of the registry, the newest update first.
func (r *reader) updates() []*Update {
	var list []*Update
	for _, name := range r.folder.Below("changes", "") {
		file := r.folder.File(name)
		if path.Dir(name) != "changes" || !strings.HasSuffix(name, ".yaml") {
			r.faults.Add(file, 0, "nothing reads this file", "files of changes are called content/changes/YYYY-MM-DD.yaml")
			continue
		}
		read, faults := history.ParseUpdate(file, r.folder.Files[name])
		r.faults = append(r.faults, faults...)
		u := &Update{Update: read, Note: r.compile(r.Locales[0].compiler.Inline, file, read.Note)}
		r.onlySiteWide(file, u.Note)
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b *Update) int { return strings.Compare(b.To, a.To) })
	for i := 1; i < len(list); i++ {
		if newer, older := list[i-1], list[i]; newer.From < older.To {
			r.faults.Add(newer.File, newer.FromLine, "the update begins on "+newer.From+", before "+older.File+" ends",
				"compare with the registry of "+older.To)
		}
	}
	return list
}
