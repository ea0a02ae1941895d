package io.serai.processors.oidc;

import java.net.URI;
import java.time.Duration;

/**
 * Keycloak Authorization Services that decide about models.
 *
 * @param server Keycloak's address, as far as it is common to all realms
 * @param client whose resources the models are
 * @param longest how long a decision is remembered
 * @param most how many decisions are
 * @param timeout for each answer as a whole
 */
record AuthorizationSettings(
        URI server, String realm, String client, Secret secret, Duration longest, int most, Duration timeout) {}
