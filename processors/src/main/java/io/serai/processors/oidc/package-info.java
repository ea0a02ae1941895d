/** Bearer tokens of OpenID providers: checked, turned into callers, and, with Keycloak, asked what they may do. */
@NullMarked
package io.serai.processors.oidc;

import org.jspecify.annotations.NullMarked;
