package io.serai.bench;

/** What is asked of every target. */
enum Scenario {
    /** One small answer per call, as fast as the connections can. */
    PLAIN,
    /** The same with a prompt of 50,000 tokens. */
    PROMPT,
    /** Streams side by side, paced as a model writes: each chunk wakes everybody. */
    STREAMS,
    /** Streams side by side whose chunks come all at once: what a chunk costs besides waking up. */
    BURSTS,
    /** Thousands of slow streams, all open at once. */
    OPEN_STREAMS,
    /** 1,000 calls at one moment to an upstream that takes a second. */
    AT_ONCE,
    /** Plain answers to requests of 2 KB, asked in OpenAI's words of providers that speak others. */
    TRANSLATED_CALLS,
    /** Streams in a burst of such providers. */
    TRANSLATED_CHUNKS,
    /** Plain answers to requests of 2 KB, by a model that several targets could answer for. */
    ROUTED_CALLS,
    /** The same by a model whose first target never answers. */
    FALLBACKS,
    /** Plain answers to callers who are known, limited and billed, and to callers who are not. */
    ACCOUNTED_CALLS,
    /** What the thread costs meanwhile that brings the ledger into the database, which no call waits for. */
    SHIPPING,
    /** Plain answers to calls of which no two are the same, by a model with and one without a cache. */
    UNLIKE_CALLS,
    /** Plain answers to a call whose answer is kept. */
    KEPT_CALLS,
    /** The first call on one node for answers that another has kept. */
    REMOTE_HITS
}
