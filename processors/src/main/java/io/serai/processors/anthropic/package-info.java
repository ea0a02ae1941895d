/**
 * Anthropic's API as a front end: readers turn what a caller posts to the Messages API into the canonical form, writers tell a route's
 * answer as Anthropic's messages, events and errors.
 */
@NullMarked
package io.serai.processors.anthropic;

import org.jspecify.annotations.NullMarked;
