package io.serai.processors.anthropic;

import java.util.Map;

/** A content block that is being said. Of several, only the first is told as it comes. */
sealed interface Draft permits TextDraft, ThinkingDraft, ToolDraft, WholeDraft {

    /** Whether the block may end now that another has begun. */
    boolean mayEnd();

    /** Tells what has come since the last time. */
    void tell(BlockFrames frames);

    /** Tells the rest, and that it was all. */
    void end(BlockFrames frames);

    /** The block as a whole. */
    Map<String, Object> block();
}
