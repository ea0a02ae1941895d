/** What is looked at in an answer before anybody sees it: checks that routes, cascades and ensembles use alike. */
@NullMarked
package io.serai.processors.check;

import org.jspecify.annotations.NullMarked;
