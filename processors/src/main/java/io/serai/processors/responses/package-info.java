/**
 * OpenAI's Responses as a front end: items become messages, chunks become items and their events, and answers are kept for those who ask to
 * go on from them.
 *
 * <p>Reasoning travels through a client sealed: {@code encrypted_content} of a reasoning item is what {@link
 * io.serai.processors.responses.Seal} makes of the {@code reasoning_details} behind it, so that a signature of any provider finds its
 * way back.
 */
@NullMarked
package io.serai.processors.responses;

import org.jspecify.annotations.NullMarked;
