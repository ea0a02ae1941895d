/** Gateways whose models are declared in {@code models.yaml}, called from outside. */
package io.serai.gateway.cluster;
