package main

import (
	"fmt"
	"os"
	"strings"
)

// everyPort is how many files lie between two ports whose markup is read. It shares no factor with the powers of two and
// ten at which blocks like to begin.
const everyPort = 97

// checkMarkup prints what the checker says of all pages that are no port's, and of some ports': there must be nothing.
func checkMarkup(origin string, files []string) (faultless bool) {
	args := []string{"--exit-zero-always", "--stdout", "--format", "json"}
	pages := 0
	for i, file := range files {
		isPort := strings.Contains("/"+file, "/ports/") && !strings.HasSuffix(file, "/index.html")
		if strings.HasSuffix(file, ".html") && (!isPort || i%everyPort == 0) {
			args = append(args, origin+address(file))
			pages++
		}
	}
	// The checker shuns addresses of the machine that it runs on.
	os.Setenv("JDK_JAVA_OPTIONS", "-Dnu.validator.servlet.allow-forbidden-hosts=true -Dnu.validator.servlet.allowed-address-type=all")
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message string
			LastLine                    int
		}
	}
	npx(&report, "vnu-jar@26.9.27", args...)
	for _, m := range report.Messages {
		fmt.Printf("/%s:%d: %s %s: %s\n", strings.TrimPrefix(m.URL, origin), m.LastLine, m.Type, m.SubType, m.Message)
	}
	fmt.Printf("Nu Html Checker: %d pages, %d errors and warnings\n\n", pages, len(report.Messages))
	return len(report.Messages) == 0
}
