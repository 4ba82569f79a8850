// Package commands holds no program, only the tests of the commands that the site tells its
// readers to type. They are a package of their own because they test content, not code: they
// take the commands from content/checks and content/guides as they stand there, and run them.
//
// A fence says after its language what its command does, and the tests hold it to that:
//
//	```sh finds=tcp-listeners
//	sudo ss -ltnp 'sport = :{port}'
//	```
//
// On Linux every fence of language sh says one of these:
//
//	finds=tcp-listeners|udp-listeners|listeners|tcp-connections   names exactly the processes that
//	                        listen on the port (listeners: both transports), or are connected through it
//	finds=time-wait         shows connections of the port in that state, and nothing else
//	answers=tcp|udp         tells an open port from a closed and a filtered one
//	captures=tcp|tcp-and-udp   prints the packets of the port, and no others
//	rule=accept|drop|none   leaves the firewall with such a rule for the port, or without any
//	reserves=port           keeps the port from being given to connections
//	ends=listener           ends the process PID, and no other
//	runs=elsewhere          cannot run in a test; the file names its source
//
// A command with sudo runs as root, any other as the user nobody. On the other systems a fence may say
//
//	sample=NAME             what stands behind the | picks the right lines of testdata/NAME.txt
package commands
