// Package repository holds no program, only tests of what newcomers meet first: what stands in README.md and
// CONTRIBUTING.md, the issue forms that pages lead to, and the workflows.
package repository
