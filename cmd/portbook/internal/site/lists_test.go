package site

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/registry/history"
	"github.com/portbook/portbook/cmd/portbook/internal/site/lists"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// cellsOf returns the texts of the rows of the tables of a page.
func cellsOf(page string) [][]string {
	var rows [][]string
	_, rest, _ := strings.Cut(page, "<main")
	for _, body := range strings.Split(rest, "<tbody>")[1:] {
		body, _, _ = strings.Cut(body, "</table>")
		for _, row := range strings.Split(body, "<tr>")[1:] {
			var cells []string
			for _, cell := range strings.Split(row, "<td>")[1:] {
				cells = append(cells, folded(string(appendText(nil, []byte(cell)))))
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// fileRows reads the registry without the program's help: cells by column, line ends and broken bytes as
// pages show them.
func fileRows(t *testing.T, s *Site) []map[string]string {
	t.Helper()
	src, err := os.ReadFile(s.inputs.Registry)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(bytes.ToValidUTF8(src, []byte("\uFFFD")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, cell := range record {
			row[records[0][i]] = folded(cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// shownPorts is the cell of a row's ports as pages show it.
func shownPorts(row map[string]string) string {
	return strings.Replace(row["Port Number"], "-", "–", 1)
}

// TestEveryServiceNameIsListed: with each of its ports and transports under its first letter, or among
// those without a port; and no other name is.
func TestEveryServiceNameIsListed(t *testing.T) {
	s := wholeSite(t)
	listed := map[string]map[string]string{} // page, name: ports and transports
	for _, path := range s.Paths() {
		if strings.HasPrefix(path, "services/") && path != "services/index.html" {
			listed[path] = map[string]string{}
			for _, cells := range cellsOf(pageAt(t, s, path)) {
				listed[path][cells[0]] = " " + strings.ReplaceAll(cells[1], ",", "") + " "
			}
		}
	}
	seen := map[string]bool{}
	for _, row := range fileRows(t, s) {
		name := row["Service Name"]
		if name == "" {
			continue
		}
		path := "services/without-port.html"
		if row["Port Number"] != "" {
			path = "services/" + strings.ToLower(name[:1]) + ".html"
			if name[0] >= '0' && name[0] <= '9' {
				path = "services/0-9.html"
			}
		}
		where, ok := listed[path][name]
		if ports := shownPorts(row); !ok || !strings.Contains(where, " "+ports+" ") && ports != "" {
			t.Errorf("%s: %s lacks %q, has %q", path, name, ports, where)
		}
		if transport := strings.ToUpper(row["Transport Protocol"]); !strings.Contains(where, transport) {
			t.Errorf("%s: %s lacks %s, has %q", path, name, transport, where)
		}
		seen[path+name] = true
	}
	for path, names := range listed {
		for name := range names {
			if !seen[path+name] {
				t.Errorf("%s has %s, which the registry has not", path, name)
			}
		}
	}
}

// TestEveryBlockIsListed: the runs of unassigned ports, the largest first, and those of 100 ports or more
// have a page that leads to each of their ports.
func TestEveryBlockIsListed(t *testing.T) {
	s := wholeSite(t)
	want := map[string]int{}
	for port := 0; port < registry.Ports; port++ {
		first := port
		for port < registry.Ports && s.common.Registry.Headline(port) == registry.Unassigned {
			port++
		}
		switch size := port - first; {
		case size == 1:
			want[strconv.Itoa(first)] = 1
		case size > 1:
			want[fmt.Sprintf("%d–%d", first, port-1)] = size
		}
	}
	list := pageAt(t, s, "blocks/index.html")
	got := map[string]int{}
	before := registry.Ports
	for _, cells := range cellsOf(list) {
		size, _ := strconv.Atoi(strings.ReplaceAll(cells[1], ",", ""))
		if got[cells[0]] = size; size > before {
			t.Errorf("%s is larger than the one before it", cells[0])
		}
		before = size
	}
	_, alone, _ := strings.Cut(list, "<p class=numbers>")
	for _, number := range regexp.MustCompile(`>(\d+)</a>`).FindAllStringSubmatch(alone, -1) {
		got[number[1]] = 1
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d blocks are listed, want %d", len(got), len(want))
	}
	total := 0
	for name, size := range got {
		total += size
		if size >= 100 {
			checkBlock(t, s, name)
		}
	}
	if total != s.common.Registry.Count(registry.Unassigned) {
		t.Errorf("the blocks have %d ports, %d are unassigned", total, s.common.Registry.Count(registry.Unassigned))
	}
}

func checkBlock(t *testing.T, s *Site, name string) {
	t.Helper()
	var first, last int
	fmt.Sscanf(name, "%d–%d", &first, &last)
	_, ports, _ := strings.Cut(pageAt(t, s, fmt.Sprintf("blocks/%d-%d.html", first, last)), "<p class=numbers>")
	ports, _, _ = strings.Cut(ports, "<nav")
	if n := strings.Count(ports, "<a "); n != last-first+1 {
		t.Errorf("the page of %s leads to %d ports", name, n)
	}
	for port := first; port <= last; port++ {
		if !strings.Contains(ports, fmt.Sprintf("<a href=/ports/%d>", port)) {
			t.Errorf("the page of %s does not lead to %d", name, port)
		}
	}
	if body := pageAt(t, s, fmt.Sprintf("ports/%d.html", (first+last)/2)); strings.Count(body, fmt.Sprintf(`"/blocks/%d-%d"`, first, last)) < 2 {
		t.Errorf("a page in the middle of %s does not lead to it", name)
	}
}

// TestEveryReferredRFCIsListed: with all ports and names for which the registry refers to it, and no others.
func TestEveryReferredRFCIsListed(t *testing.T) {
	s := wholeSite(t)
	listed := map[string]string{}
	for _, cells := range cellsOf(pageAt(t, s, "rfcs/index.html")) {
		listed[cells[0]] = " " + cells[1] + " "
	}
	seen := map[string]bool{}
	for _, row := range fileRows(t, s) {
		for _, m := range regexp.MustCompile(`\[(?i:rfc)0*(\d+)\]`).FindAllStringSubmatch(row["Reference"], -1) {
			name := "RFC " + m[1]
			seen[name] = true
			for _, word := range []string{shownPorts(row), row["Service Name"]} {
				if !strings.Contains(listed[name], " "+word) {
					t.Errorf("%s lacks %q, has %q", name, word, listed[name])
				}
			}
		}
	}
	if len(listed) != len(seen) || len(seen) == 0 {
		t.Errorf("%d RFCs are listed, want %d", len(listed), len(seen))
	}
}

// TestTheNewestComeFirst: by date of registration, or by the update of content/changes in which a service
// first appeared; none is left out that is newer than one that is listed.
func TestTheNewestComeFirst(t *testing.T) {
	s := wholeSite(t)
	appeared := map[string]string{} // port, transport and service
	for _, u := range s.common.Content.Updates {
		for _, c := range history.OfKind(u.Changes, history.Assigned) {
			for _, transport := range c.Transports.Names() {
				for port := c.First; port <= c.Last; port++ {
					appeared[fmt.Sprint(port, transport, c.Service)] = "≤\u00a0" + u.To
				}
			}
		}
	}
	listed, last := map[string]string{}, "9999"
	for _, cells := range cellsOf(pageAt(t, s, "newest/index.html")) {
		date := strings.TrimPrefix(cells[0], "≤\u00a0") // an update is as new as its end
		if date > last {
			t.Errorf("%s comes after %s", cells[0], last)
		}
		last = date
		service, _, _ := strings.Cut(cells[2], " ")
		port, _, _ := strings.Cut(cells[1], " ")
		listed[port+service] += cells[0] + " "
	}
	for _, row := range fileRows(t, s) {
		date, first := row["Registration Date"], strings.Split(row["Port Number"], "-")[0]
		if date == "" {
			date = appeared[first+row["Transport Protocol"]+row["Service Name"]]
		}
		if strings.TrimPrefix(date, "≤\u00a0") > last && row["Service Name"] != "" && first != "" && !strings.Contains(listed[shownPorts(row)+row["Service Name"]], date+" ") {
			t.Errorf("%s at %s of %s is missing", row["Service Name"], row["Port Number"], date)
		}
	}
	if len(listed) == 0 {
		t.Error("nothing is listed")
	}
}

// number reads 5,731.
func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// keys returns the numbers of the keys of a page, by status: those of each in order.
func keys(t *testing.T, page string) map[string][]int {
	t.Helper()
	counts := map[string][]int{}
	for _, m := range regexp.MustCompile(`<li><em class=([a-z-]+)>[^<]*</em> ([\d,]+)`).FindAllStringSubmatch(page, -1) {
		counts[m[1]] = append(counts[m[1]], number(t, m[2]))
	}
	return counts
}

// TestTransportsAddUp: for each, all ports are counted once, and those listed are what they are called.
func TestTransportsAddUp(t *testing.T) {
	s := wholeSite(t)
	for transport := range registry.Transport(registry.Transports) {
		key := transport.String()
		body := pageAt(t, s, "transports/"+key+".html")
		total := 0
		for status, counts := range keys(t, body) {
			want := 0
			for port := range registry.Ports {
				if s.common.Registry.StatusOf(port, transport).String() == status {
					want++
				}
			}
			if total += counts[0]; counts[0] != want {
				t.Errorf("%s: %d are %s, want %d", key, counts[0], status, want)
			}
		}
		if total != registry.Ports {
			t.Errorf("%s: %d ports in all", key, total)
		}
		for id, holds := range map[string]func(port int) bool{
			"all": func(port int) bool { return s.common.Registry.StatusOf(port, transport) == registry.Assigned },
			"alone": func(port int) bool {
				for other := range registry.Unstated + 1 {
					if (s.common.Registry.StatusOf(port, other) == registry.Assigned) != (other == transport) {
						return false
					}
				}
				return true
			},
		} {
			checkListed(t, body, id, key, holds)
		}
	}
}

// checkListed compares the table below a heading, if there is one, with what it is to list.
func checkListed(t *testing.T, body, id, name string, holds func(port int) bool) {
	t.Helper()
	_, rest, ok := strings.Cut(body, `<h2 id="`+id+`">`)
	if !ok {
		return
	}
	table, _, _ := strings.Cut(rest, "</table>")
	listed := map[int]bool{}
	for _, cells := range cellsOf("<main" + table) {
		listed[number(t, cells[0])] = true
	}
	for port := range registry.Ports {
		if listed[port] != holds(port) {
			t.Errorf("%s, %s: port %d is listed: %v", name, id, port, listed[port])
		}
	}
}

// TestThousandsShowEveryPort: once, in order, those with a service included.
func TestThousandsShowEveryPort(t *testing.T) {
	s := wholeSite(t)
	port := 0
	for _, list := range view.Thousands {
		slug := list.Slug
		_, ports, _ := strings.Cut(pageAt(t, s, "ranges/"+slug+".html"), "<div class=map>")
		ports, _, _ = strings.Cut(ports, "</div>")
		for _, m := range regexp.MustCompile(`href=/ports/(\d+)>`).FindAllStringSubmatch(ports, -1) {
			if m[1] != strconv.Itoa(port) {
				t.Fatalf("ranges/%s has %s where %d should be", slug, m[1], port)
			}
			port++
		}
	}
	if port != registry.Ports {
		t.Errorf("the last one listed is %d", port-1)
	}
}

// TestEveryRowOfFactsIsListed: of known uses and of ports that browsers block.
func TestEveryRowOfFactsIsListed(t *testing.T) {
	s := wholeSite(t)
	for table, path := range map[string]string{"defacto": "uses/index.html", lists.BrowserBlocked: "uses/browser-blocked.html"} {
		rows := cellsOf(pageAt(t, s, path))
		for _, fact := range s.common.Content.Facts.Rows(table) {
			port := strconv.Itoa(fact.First)
			if !slices.ContainsFunc(rows, func(cells []string) bool {
				all := " " + strings.Join(cells, " ") + " "
				return strings.Contains(all, " "+port+" ") && strings.Contains(all, folded(fact.Cells["name"])) && strings.Contains(all, folded(fact.Cells["what"]))
			}) {
				t.Errorf("%s lacks %s at %s", path, fact.Cells["name"], port)
			}
		}
		if len(rows) == 0 {
			t.Errorf("%s is empty", path)
		}
	}
}

// TestPlotsShowTheRegistry: the ranges' numbers sum up to what the registry holds, and bars have the
// lengths of their numbers.
func TestPlotsShowTheRegistry(t *testing.T) {
	s := wholeSite(t)
	home := pageAt(t, s, "index.html")
	for status, counts := range keys(t, home) {
		total := 0
		for _, n := range counts[1:] { // the first stands beside the map
			total += n
		}
		for slug, want := range map[string]registry.Status{
			"assigned": registry.Assigned, "unassigned": registry.Unassigned,
			"reserved": registry.Reserved, "dynamic": registry.Dynamic,
		} {
			if slug == status && (total != s.common.Registry.Count(want) || counts[0] != total) {
				t.Errorf("%s: %v, want %d", status, counts, s.common.Registry.Count(want))
			}
		}
	}
	for _, bar := range regexp.MustCompile(`(?s)<div class=bar.*?</div>`).FindAllString(home, -1) {
		total := 0
		for _, m := range regexp.MustCompile(`width="(\d+)"`).FindAllStringSubmatch(bar, -1) {
			total += number(t, m[1])
		}
		if total < 998 || total > 1002 {
			t.Errorf("a bar is %d thousandths long", total)
		}
	}
}

// TestYearsShowTheRegistry: the table has each year's assignments as an independent count finds them, and
// the bars are as high as its numbers.
func TestYearsShowTheRegistry(t *testing.T) {
	s := wholeSite(t)
	home := pageAt(t, s, "index.html")
	want := map[string]int{}
	for _, row := range fileRows(t, s) {
		if date := row["Registration Date"]; len(date) >= 7 && row["Service Name"] != "" && row["Port Number"] != "" {
			want[date[:4]]++
		}
	}
	heights := regexp.MustCompile(`<svg height="(\d+)">`).FindAllStringSubmatch(home, -1)
	const tallestYear = 120
	most := slices.Max(slices.Collect(maps.Values(want)))
	for i, cells := range cellsOf(home) {
		n := number(t, cells[1])
		if n != want[cells[0]] {
			t.Errorf("%s: %d assignments, want %d", cells[0], n, want[cells[0]])
		}
		if height := number(t, heights[i][1]); height*most < n*tallestYear || (height-1)*most >= n*tallestYear {
			t.Errorf("%s: %d assignments are %d pixels high", cells[0], n, height)
		}
		delete(want, cells[0])
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}
