/** What {@code gateway.properties} and the command line say, each key once, and how somebody is told that one is wrong. */
@NullMarked
package io.serai.gateway.settings;

import org.jspecify.annotations.NullMarked;
