/** {@code routes/access.yaml}: rules over who calls what, when and where from, and whose a client certificate is. */
@NullMarked
package io.serai.processors.identity.access;

import org.jspecify.annotations.NullMarked;
