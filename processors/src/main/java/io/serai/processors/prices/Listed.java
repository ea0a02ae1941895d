package io.serai.processors.prices;

/**
 * A price as a list has it.
 *
 * @param version says which price it was, for good: where the list has it, since when, and a check sum over its amounts
 * @param from since when it holds, in milliseconds since the epoch; {@link Long#MIN_VALUE} where it always did
 */
public record Listed(ModelPrice price, String version, long from) {}
