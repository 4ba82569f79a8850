package registry

import (
	"bytes"
	"strings"
	"testing"
)

// head is the row of headers.
const head = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,Registration Date,Modification Date," +
	"Reference,Service Code,Unauthorized Use Reported,Assignment Notes\n"

func replace(data []byte, from, to string) []byte {
	return bytes.ReplaceAll(data, []byte(from), []byte(to))
}

// TestFaultsSayWhereAndWhatToDo holds every message that Parse can give.
func TestFaultsSayWhereAndWhatToDo(t *testing.T) {
	const again = "fetch the registry again: portbook update"
	const cells = ",,,,,,,,"
	for _, c := range []struct{ about, data, want string }{
		{"empty", "", "f.csv: the file is empty (" + again + ")"},
		{"blank", "\uFEFF \r\n\n", "f.csv: the file is empty (" + again + ")"},
		{"binary", "PK\n\x03\x00", "f.csv:2: the file is not text: it holds a zero byte (save it as CSV in UTF-8, or " + again + ")"},
		{"HTML", "<!DOCTYPE html>\n<p>", "f.csv:1: the first line names none of the registry's columns (this is not IANA's CSV; " + again + ")"},
		{"headers only", head, "f.csv: no row follows the headers (" + again + ")"},
		{
			"misspelt header", strings.Replace(head, "Port Number", "Port Nubmer", 1),
			`f.csv:1: column "Port Number" is missing (rename "Port Nubmer" to "Port Number")`,
		},
		{
			"two columns missing", strings.Replace(strings.Replace(head, "Contact,", "", 1), "Reference,", "", 1),
			"f.csv:1: column \"Contact\" is missing (" + again + ")\nf.csv:1: column \"Reference\" is missing (" + again + ")",
		},
		{"column twice", "Contact," + head, `f.csv:1: column "Contact" stands here twice (delete one of the two)`},
		{
			"no number", head + "a,8o,tcp" + cells + ",\nb,-5,tcp" + cells + ",\nc,1-,tcp" + cells + ",\nd,+5,tcp" + cells + ",",
			"f.csv:2: \"8o\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:3: a port is missing (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:4: a port is missing (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:5: \"+5\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)",
		},
		{
			"too large", head + "a,70000,tcp" + cells + ",\nb,65535-65536,udp" + cells + ",\nc,99999999999999999999999,udp" + cells + ",",
			"f.csv:2: 70000 is not a port (ports are 0 to 65535)\n" +
				"f.csv:3: 65536 is not a port (ports are 0 to 65535)\n" +
				"f.csv:4: 99999999999999999999999 is not a port (ports are 0 to 65535)",
		},
		{"backwards", head + "a,20 - 10,tcp" + cells + ",", "f.csv:2: 20 - 10 runs backwards (write 10-20)"},
		{
			"transport", head + "a,1,tpc" + cells + ",\nb,2,quic" + cells + ",",
			"f.csv:2: unknown transport \"tpc\" (did you mean \"tcp\"?)\n" +
				"f.csv:3: unknown transport \"quic\" (write tcp, udp, sctp or dccp, or leave the cell empty)",
		},
		{
			"two in one row", head + "a,1x,tpc" + cells + ",",
			"f.csv:2: \"1x\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:2: unknown transport \"tpc\" (did you mean \"tcp\"?)",
		},
		{
			"number of cells", head + "a,1,tcp\n\nb\n" + head,
			"f.csv:2: the row has 3 instead of 12 cells (put a cell that holds a comma into quotes, and write a comma for every empty cell)\n" +
				"f.csv:4: the row has 1 instead of 12 cells (put a cell that holds a comma into quotes, and write a comma for every empty cell)\n" +
				"f.csv:5: \"Port Number\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:5: unknown transport \"Transport Protocol\" (write tcp, udp, sctp or dccp, or leave the cell empty)",
		},
		{
			"says nothing", head + ",,tcp" + cells + ",\n,5,tcp" + cells + ",",
			"f.csv:2: the row has neither a port number nor a service name (complete the row or delete it)\n" +
				"f.csv:3: the row has neither a service name nor a description (name the service, or describe the port as Unassigned or Reserved)",
		},
		{
			"line after a multi-line cell", head + "a,1,tcp,\"two\nlines\"" + ",,,,,,,,\r\nb,x,tcp" + cells + ",",
			"f.csv:4: \"x\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)",
		},
		{
			"bare quote", head + "a,x,tcp" + cells + ",\nb,2,tcp,a \"b\"" + ",,,,,,,,\n",
			"f.csv:2: \"x\" is not a port (write a number from 0 to 65535, or a span such as 6000-6063)\n" +
				"f.csv:3: a quote inside a cell without quotes, at byte 11 of the line (put the cell into quotes and double those inside it: \"say \"\"yes\"\"\"; rows after this one were not read)",
		},
		{
			"quote inside quotes", head + "b,2,tcp,\"a \"b\"\"" + ",,,,,,,,\n",
			"f.csv:2: a quoted cell of this row is not closed (close the cell with one quote before the comma and double the quotes inside it; rows after this one were not read)",
		},
		{
			"quote never closed", head + "a,1,tcp" + cells + ",\nb,2,tcp,\"never,,,,,,,,\nc,3,tcp" + cells + ",\n",
			"f.csv:3: a quoted cell of this row is not closed; reading stopped at line 4 (close the cell with one quote before the comma and double the quotes inside it; rows after this one were not read)",
		},
		{
			"cover without end", head + strings.Repeat(",0-65535,,Unassigned"+cells+"\n", 70),
			"f.csv:66: the rows up to this one cover the port space more than 64 times (delete the ranges that repeat others)",
		},
	} {
		r, faults := Parse("f.csv", []byte(c.data))
		if got := faults.Error(); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.about, got, c.want)
		}
		if r == nil {
			t.Errorf("%s: no registry", c.about)
		}
	}
}

// TestRowsWithoutFaultSurvive: other faults can be looked for in what was readable.
func TestRowsWithoutFaultSurvive(t *testing.T) {
	r, faults := Parse("f.csv", []byte(head+"a,x,tcp,,,,,,,,,\nb,7,tcp,,,,,,,,,\n"))
	if len(faults) != 1 || primaryName(r, 7) != "b" || len(r.All()) != 1 {
		t.Errorf("got %d rows and %v", len(r.All()), faults)
	}
}

// TestFileMayAssignDynamicPorts: that is for the file to say, whatever RFC 6335 rules out today.
func TestFileMayAssignDynamicPorts(t *testing.T) {
	r, faults := Parse("f.csv", []byte(head+"a,50000,tcp,,,,,,,,,\n"))
	if len(faults) > 0 || r.Headline(50000) != Assigned || r.StatusOf(50000, UDP) != Dynamic {
		t.Errorf("got %v, udp %v, faults %v", r.Headline(50000), r.StatusOf(50000, UDP), faults)
	}
}
