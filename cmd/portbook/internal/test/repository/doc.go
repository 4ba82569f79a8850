// Package repository holds no program, only the tests of the repository's doors: what stands in README.md and
// CONTRIBUTING.md, the issue forms that pages lead to, and the workflows.
package repository
