/**
 * Google's Gemini API as a front end: readers turn what a caller posts to a model's methods into canonical requests, writers tell a
 * route's answer as Gemini's candidates, embeddings, counts and errors.
 */
@NullMarked
package io.serai.processors.gemini;

import org.jspecify.annotations.NullMarked;
