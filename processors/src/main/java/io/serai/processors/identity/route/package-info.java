/** Who calls and may he, as steps of any Camel route: what stands behind the Kamelets {@code serai-authenticate} and {@code serai-admit}. */
@NullMarked
package io.serai.processors.identity.route;

import org.jspecify.annotations.NullMarked;
