package registry

import (
	"encoding/csv"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestStatusesAgreeWithANaiveReading derives all statuses of the real file a second time, from
// rows read by another path and rules written down in another way.
func TestStatusesAgreeWithANaiveReading(t *testing.T) {
	r := load(t, realFile)
	f, err := os.Open(realFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	byPort := naiveRows(rows[1:])
	for port := range Ports {
		want := ""
		for _, transport := range []string{"tcp", "udp", "sctp", "dccp", ""} {
			want += naiveStatus(port, transport, byPort[port]) + " "
		}
		got := ""
		for _, s := range allStatuses(r, port) {
			got += s.String() + " "
		}
		if got != want {
			t.Errorf("port %d: got %s, want %s", port, got, want)
		}
		if got, want := r.Headline(port).String(), naiveHeadline(port, want); got != want {
			t.Errorf("port %d: headline %s, want %s", port, got, want)
		}
	}
}

func naiveRows(rows [][]string) map[int][][]string {
	byPort := map[int][][]string{}
	for _, row := range rows {
		if row[1] == "" {
			continue
		}
		ends := strings.Split(row[1], "-")
		first, _ := strconv.Atoi(ends[0])
		last, _ := strconv.Atoi(ends[len(ends)-1])
		for port := first; port <= last; port++ {
			byPort[port] = append(byPort[port], row)
		}
	}
	return byPort
}

func naiveStatus(port int, transport string, rows [][]string) string {
	for _, row := range rows {
		if row[0] != "" && row[2] == transport {
			return "assigned"
		}
	}
	if transport == "" {
		return "not-listed"
	}
	for _, stated := range []string{transport, ""} {
		for _, row := range rows {
			if row[0] == "" && row[2] == stated {
				return naiveWording(row[3])
			}
		}
	}
	if port > 49151 {
		return "dynamic"
	}
	return "not-listed"
}

func naiveWording(description string) string {
	d := strings.ToLower(description)
	switch {
	case strings.Contains(d, "unassigned"), strings.Contains(d, "solaris"):
		return "unassigned"
	case strings.Contains(d, "reserved"):
		return "reserved"
	case strings.HasPrefix(d, "any private"):
		return "assigned"
	}
	return "de-registered"
}

func naiveHeadline(port int, statuses string) string {
	switch has := func(s string) bool { return strings.Contains(" "+statuses, " "+s+" ") }; {
	case has("assigned"):
		return "assigned"
	case port > 49151:
		return "dynamic"
	case has("reserved") || has("de-registered"):
		return "reserved"
	}
	return "unassigned"
}
