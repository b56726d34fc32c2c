using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk.Testing;

/// <summary>Runs named checks and collects those that fail, so that one run tells everything.</summary>
internal sealed class ContractChecks(Type stage)
{
    private readonly List<string> _violations = [];

    public void Check(string invariant, Action check)
    {
        try
        {
            check();
        }
        catch (Exception error)
        {
            _violations.Add($"{invariant}: {(error is ContractFailure ? error.Message : $"{error.GetType().Name}: {error.Message}")}");
        }
    }

    public void ThrowIfAny()
    {
        if (_violations.Count > 0) throw new ContractViolationException(stage, [.. _violations]);
    }

    public static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new ContractFailure(otherwise);
    }

    /// <summary>Runs something that may refuse its input, but only by an exception that speaks to the caller.</summary>
    public static bool Allows(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (error is MlopsException or ArgumentException)
        {
            return false;
        }
    }

    public static void RequireThrows<T>(Action action, string namedIn)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T error)
        {
            Require(error.Message.Contains(namedIn, StringComparison.Ordinal), $"the message does not name '{namedIn}': {error.Message}");
            return;
        }

        throw new ContractFailure($"no {typeof(T).Name} was thrown");
    }

    public static T InCulture<T>(string name, Func<T> work)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class ContractFailure(string message) : Exception(message);
}
