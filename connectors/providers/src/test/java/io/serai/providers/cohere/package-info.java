/** What Cohere is sent and what is made of its answers, where golden cases can't tell. */
@NullMarked
package io.serai.providers.cohere;

import org.jspecify.annotations.NullMarked;
