package markdown

import (
	"strings"
	"testing"
)

func BenchmarkAppendHTML(b *testing.B) {
	f, faults := testCompiler().Markdown("f.md", 1, strings.Repeat(
		"Port {port} lies between [{previous}](/ports/{previous}) and {next}; {service} listens on it.\n\n", 5))
	if len(faults) > 0 {
		b.Fatal(faults)
	}
	values := testValues()
	dst := make([]byte, 0, 1<<14)
	b.ReportMetric(float64(len(f.html)), "ops")
	b.ReportAllocs()
	for b.Loop() {
		dst = f.AppendHTML(dst[:0], values)
	}
}

func BenchmarkAppendText(b *testing.B) {
	f, _ := testCompiler().Plain("f.md", 1, "Port {port} is {service}, between {previous} and {next}")
	values := testValues()
	dst := make([]byte, 0, 1<<14)
	b.ReportAllocs()
	for b.Loop() {
		dst = f.AppendText(dst[:0], values)
	}
}

const testCommands = "Who listens?\n\n```sh\nsudo ss -H -tlnp 'sport = :{port}'\nsudo kill \"$(sudo lsof -t -iTCP:{port})\"\n```\n\n" +
	"```powershell\nGet-NetTCPConnection -LocalPort {port} -State Listen | Select-Object OwningProcess\n```\n"

func BenchmarkMarkdown(b *testing.B) {
	for b.Loop() {
		testCompiler().Markdown("f.md", 1, testCommands)
	}
}

func BenchmarkPlain(b *testing.B) {
	c := testCompiler()
	for b.Loop() {
		c.Plain("f.md", 1, "Port {port} is {service}, between {previous} and {next}")
	}
}
