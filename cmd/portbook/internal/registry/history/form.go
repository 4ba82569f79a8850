package history

// UpdateFile is the form of a file of content/changes, for its schema.
type UpdateFile = updateFile
