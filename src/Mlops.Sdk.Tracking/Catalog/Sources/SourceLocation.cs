using System.Buffers;

namespace Mlops.Sdk;

/// <summary>Where a source is, in words that hold no secret.</summary>
internal static class SourceLocation
{
    private static readonly SearchValues<char> s_delimiters = SearchValues.Create(";?&,=/\\");

    private static readonly string[] s_secretKeys =
    [
        "password", "pwd", "pass", "passwd", "accountkey", "sharedaccesskey", "sharedaccesssignature", "accesskey", "secretkey", "secret", "clientsecret", "token", "accesstoken", "authtoken", "apikey", "sig", "signature", "privatekey", "credential", "credentials",
        "uid", "userid", "username", "xamzsignature", "xamzcredential", "xamzsecuritytoken",
    ];

    public static string Checked(string location)
    {
        Names.Key(location);
        if (SecretIn(location) is { } why)
            throw new ArgumentException($"The location cannot be used: {why}. Keep secrets with the host application, and give the name of the connection, such as \"warehouse\".", nameof(location));
        return location;
    }

    /// <summary>What a run or a log says of where data is, without the secrets in it: a run must not fail for an address that its code was given.</summary>
    public static string? WithoutSecrets(string? location)
    {
        if (location is null || SecretIn(location) is null) return location;
        int scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            int end = location.AsSpan(scheme + 3).IndexOfAny('/', '?', '#') is var cut and >= 0 ? scheme + 3 + cut : location.Length;
            int at = location.AsSpan(scheme + 3, end - scheme - 3).LastIndexOf('@');
            if (at >= 0) location = location[..(scheme + 3)] + location[(scheme + 4 + at)..];
        }

        for (int equals = location.IndexOf('=', StringComparison.Ordinal); equals > 0; equals = location.IndexOf('=', equals + 1))
        {
            if (!IsSecretKey(KeyBefore(location, equals))) continue;
            int end = location.AsSpan(equals).IndexOfAny(';', '&') is var cut and >= 0 ? equals + cut : location.Length;
            location = $"{location[..(equals + 1)]}***{location[end..]}";
        }

        return location;
    }

    /// <summary>Whether files are meant rather than one.</summary>
    public static bool IsPattern(string location) => location.AsSpan().IndexOfAny('*', '?') >= 0;

    // The message never repeats the text: it would put the secret into a log.
    private static string? SecretIn(string location)
    {
        int scheme = location.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            int end = location.AsSpan(scheme + 3).IndexOfAny('/', '?', '#') is var cut and >= 0 ? scheme + 3 + cut : location.Length;
            if (location.AsSpan(scheme + 3, end - scheme - 3).Contains('@')) return "the address names a user or a password before its host";
        }

        for (int equals = location.IndexOf('=', StringComparison.Ordinal); equals > 0; equals = location.IndexOf('=', equals + 1))
        {
            string key = KeyBefore(location, equals);
            if (IsSecretKey(key)) return $"it holds a value of \"{key.Trim()}\", as connection strings do";
        }

        return location.Contains(';', StringComparison.Ordinal) && location.Contains('=', StringComparison.Ordinal) ? "it is a connection string" : null;
    }

    private static string KeyBefore(string location, int equals) => location[(location.AsSpan(0, equals).LastIndexOfAny(s_delimiters) + 1)..equals];

    private static bool IsSecretKey(string key)
    {
        string plain = string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();
        return s_secretKeys.Any(secret => plain == secret || (secret.Length >= 5 && plain.EndsWith(secret, StringComparison.Ordinal)));
    }
}
