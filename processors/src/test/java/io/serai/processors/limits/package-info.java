/** Limits against a clock that a test sets, on one node and on three. */
package io.serai.processors.limits;
