/**
 * OpenAI's endpoints beside text as front ends: images, audio and moderations, posted as JSON or as forms with files, answered as JSON,
 * documents, bytes or events.
 */
@NullMarked
package io.serai.processors.media;

import org.jspecify.annotations.NullMarked;
