/** Tokens of OpenID providers and the people of a real directory. */
@NullMarked
package io.serai.gateway.oidc;

import org.jspecify.annotations.NullMarked;
