/** Who calls and what it may do: keys, certificates, rights and rules, decided from memory alone. */
@NullMarked
package io.serai.processors.identity;

import org.jspecify.annotations.NullMarked;
