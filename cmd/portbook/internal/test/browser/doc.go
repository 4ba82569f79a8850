// Package browser holds no program, only the tests of what readers get, in a browser: that pages can be used by everyone,
// on every screen, with and without scripts, and that the search finds what is asked for. Without Chromium the tests are
// skipped, except with CI=true, where that is a failure.
package browser
