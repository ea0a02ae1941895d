package io.serai.processors.prices;

import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param count of billionths of a US dollar
 */
public record NanoDollars(long count) implements Comparable<NanoDollars> {

    public static final NanoDollars ZERO = new NanoDollars(0);

    private static final int DECIMALS = 9;

    /** @throws ArithmeticException beyond nine billion dollars */
    public NanoDollars plus(NanoDollars more) {
        return new NanoDollars(Math.addExact(count, more.count));
    }

    /** In US dollars, exactly. */
    public BigDecimal dollars() {
        return count == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(count, DECIMALS);
    }

    @Override
    public int compareTo(NanoDollars other) {
        return Long.compare(count, other.count);
    }

    /** US dollars in plain notation without needless zeros: {@code 0.00125}, {@code 0}. */
    @Override
    public String toString() {
        return dollars().stripTrailingZeros().toPlainString();
    }
}
