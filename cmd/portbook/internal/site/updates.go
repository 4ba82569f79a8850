package site

import (
	"path"
	"slices"
	"strings"

	"github.com/portbook/portbook/cmd/portbook/internal/content/markdown"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
)

// A changeFile is a file of content/changes: what changed between two states of the registry.
type changeFile struct {
	*history.Update
	note *markdown.Fragment
}

// path is the address of the update's page, without root.
func (u *changeFile) path() string { return "changes/" + u.To }

// loadUpdates reads the history of the registry, the newest update first.
func (l *loader) loadUpdates(loc *locale) []*changeFile {
	var list []*changeFile
	for _, name := range l.content.below("changes", "") {
		file := l.content.file(name)
		if path.Dir(name) != "changes" || !strings.HasSuffix(name, ".yaml") {
			l.faults.Add(file, 0, "nothing reads this file", "files of changes are called content/changes/YYYY-MM-DD.yaml")
			continue
		}
		read, faults := history.ParseUpdate(file, l.content.files[name])
		l.faults = append(l.faults, faults...)
		u := &changeFile{Update: read, note: l.text(loc.compiler.Inline, file, read.Note)}
		l.onlySiteWide(file, u.note)
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b *changeFile) int { return strings.Compare(b.To, a.To) })
	for i := 1; i < len(list); i++ {
		if newer, older := list[i-1], list[i]; newer.From < older.To {
			l.faults.Add(newer.File, newer.FromLine, "the update begins on "+newer.From+", before "+older.File+" ends", "compare with the registry of "+older.To)
		}
	}
	return list
}
