/**
 * OpenAI's API as a front end: readers check what a caller sends and hand it to the route as plain data, writers bring the route's
 * answer into the form that the caller asked for.
 */
@NullMarked
package io.serai.processors.openai;

import org.jspecify.annotations.NullMarked;
