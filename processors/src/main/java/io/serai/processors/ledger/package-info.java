/** What calls cost, in immutable rows: journalled before an answer ends, shipped to SQL, balanced to the billionth of a dollar. */
@NullMarked
package io.serai.processors.ledger;

import org.jspecify.annotations.NullMarked;
