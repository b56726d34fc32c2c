namespace Mlops.Sdk;

/// <summary>What timestamps become.</summary>
public enum TimestampEncoding
{
    /// <summary>Numbers <c>NAME=year</c>, <c>NAME=month</c>, <c>NAME=day_of_week</c> and <c>NAME=hour</c>, or other parts (<see cref="EncodingOptions.TimestampParts"/>), those that vary at fit.</summary>
    Parts,

    /// <summary>As <see cref="Parts"/>, with a sine and a cosine (<c>NAME=month_sin</c>, <c>NAME=month_cos</c>) in the place of every part that has a cycle, so that December is near January.</summary>
    Cycles,

    /// <summary>Nothing: the column is left out.</summary>
    Drop,
}
