/** Tokens of OpenID providers, checked against the directory of this gateway. */
@NullMarked
package io.serai.gateway.oidc;

import org.jspecify.annotations.NullMarked;
