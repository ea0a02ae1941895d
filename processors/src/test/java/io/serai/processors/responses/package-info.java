/** Responses held to its documented requests, answers and streams. */
package io.serai.processors.responses;
