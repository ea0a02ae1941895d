/** Data that is not JSON: files that come with a request, bytes that are its answer. */
@NullMarked
package io.serai.api.media;

import org.jspecify.annotations.NullMarked;
