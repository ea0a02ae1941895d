/** Tells people and programs what has happened: signed web hooks to hosts that are looked at, and mail. */
@NullMarked
package io.serai.processors.directory.notices;

import org.jspecify.annotations.NullMarked;
