package io.serai.providers.exchange;

/** Whether a call streams its answer. */
public enum Streaming {
    /** As the caller asked: by {@code stream} in the request, else by the header {@code SeraiStream}. */
    auto("auto"),
    always("true"),
    never("false");

    private final String option;

    Streaming(String option) {
        this.option = option;
    }

    /** The value of the option {@code stream}. */
    public static Streaming of(String option) {
        for (Streaming streaming : values()) {
            if (streaming.option.equals(option)) {
                return streaming;
            }
        }
        throw new IllegalArgumentException("expected stream to be auto, true or false, found '" + option + "'");
    }
}
