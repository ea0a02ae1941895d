/** All that providers do wrong, byte for byte, and what callers of the running gateway get and pay. */
package io.serai.gateway.faults;
