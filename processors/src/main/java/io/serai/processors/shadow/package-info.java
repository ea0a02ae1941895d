/** A candidate that is asked the same as the model that answers, unseen and unbilled, and compared with it. */
@NullMarked
package io.serai.processors.shadow;

import org.jspecify.annotations.NullMarked;
