/** The running gateway's OpenAI API, byte by byte: what is refused, and what passes through unchanged. */
package io.serai.gateway.api;
