/** Several models asked the same at once, and one answer made of theirs: by vote, by a judge, by merging, or the first that is valid. */
@NullMarked
package io.serai.processors.ensemble;

import org.jspecify.annotations.NullMarked;
