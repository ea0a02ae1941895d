/** SQL for those who keep something: one door to the database, and word of what has changed there, to every node. */
@NullMarked
package io.serai.processors.store;

import org.jspecify.annotations.NullMarked;
