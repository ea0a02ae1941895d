package io.serai.processors.routing;

/**
 * How a balancer is spoken of in traces and explanations.
 *
 * @param where its route
 * @param strategy by its name
 */
record Title(String where, String strategy) {}
