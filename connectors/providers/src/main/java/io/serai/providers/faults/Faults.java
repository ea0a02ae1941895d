package io.serai.providers.faults;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Faults as they are written, of which a call meets the first that hits it:
 *
 * <pre>{@code
 * target=openai/*;status=503;retry-after=7, target=anthropic/*;delay=2s, stall-after=3;share=10%
 * }</pre>
 *
 * <ul>
 *   <li>{@code delay=2s}: before anything else
 *   <li>{@code status=503}, from 400 to 599, or {@code error=context_length}, one of the {@code provider_*} kinds: in place of an answer; with
 *       {@code retry-after=7} where it may pass
 *   <li>{@code cut-after=3}, {@code stall-after=3}: the connection breaks, or nothing more comes, after so many chunks of a stream; an answer
 *       that is not streamed never comes
 *   <li>{@code target=openai/gpt-*}, {@code key=2}, {@code share=10%}: which calls, of which key of several, and how many of them
 * </ul>
 */
public final class Faults {

    private final String text;
    private final List<Fault> faults;

    private Faults(String text, List<Fault> faults) {
        this.text = text;
        this.faults = faults;
    }

    /**
     * Those of an option.
     *
     * @throws IllegalArgumentException naming the option and what is wrong
     */
    public static Faults ofOption(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option fault: " + e.getMessage(), e);
        }
    }

    /**
     * Those of a caller's header.
     *
     * @throws CallerException naming the header and what is wrong
     */
    public static Faults ofHeader(String name, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new CallerException(
                            ErrorKind.CALLER_BAD_REQUEST, "The header " + name + " is wrong: " + e.getMessage() + ".")
                    .withParam(name);
        }
    }

    private static Faults parse(String text) {
        return new Faults(
                text,
                Arrays.stream(text.split(",", -1))
                        .map(fault -> new FaultText(fault).parse())
                        .toList());
    }

    /** The fault that a call of a target meets, by this key. */
    Optional<Fault> of(String target, String key, RandomGenerator chance) {
        for (Fault fault : faults) {
            if (fault.aim().hits(target, key, chance)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** As they were written. */
    @Override
    public String toString() {
        return text;
    }
}
