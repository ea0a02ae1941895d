/** What the tests of the examples have in common: a gateway in this process, and an upstream that does as a test wants. */
package io.serai.examples.testing;
