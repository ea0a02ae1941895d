package io.serai.processors.identity;

import io.serai.api.caller.Caller;

/** Whose a certificate is, by what it is called. */
public record CertificateRule(NamePattern pattern, Caller caller) {}
