using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>Which classes a method of rebalancing works on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RebalanceClasses>))]
public enum RebalanceClasses
{
    /// <summary>What suits the method: all but the largest where rows are made or weighed, all but the smallest where rows are left out.</summary>
    Auto,

    /// <summary>The smallest class; the first of several.</summary>
    Minority,

    /// <summary>All but the smallest class.</summary>
    NotMinority,

    /// <summary>All but the largest class.</summary>
    NotMajority,

    /// <summary>The largest class; the first of several.</summary>
    Majority,

    /// <summary>Every class.</summary>
    All,
}
