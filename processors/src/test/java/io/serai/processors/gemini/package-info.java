/** What Gemini's API as a front end makes of requests and answers. */
@org.jspecify.annotations.NullMarked
package io.serai.processors.gemini;
