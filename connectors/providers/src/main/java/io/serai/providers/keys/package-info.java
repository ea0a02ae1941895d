/** Several keys of one provider: which of them a call is made by, and which rest. */
@NullMarked
package io.serai.providers.keys;

import org.jspecify.annotations.NullMarked;
