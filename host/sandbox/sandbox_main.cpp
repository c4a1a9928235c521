// SPDX-License-Identifier: MIT
// The command: flags, one line when ready, signals.
#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <string_view>

#include "host/sandbox/sandbox.h"

namespace baton::sandbox {
namespace {

constexpr const char* kHelp =
    R"(usage: baton sandbox [flags]
Stand-ins for the systems a host talks to. Serves until SIGTERM; prints `ready URL` when it takes traffic.

  --port N            port to listen on (default: a free one)
  --address A         address to listen on (default 127.0.0.1)
  --frozen            the clock stands still until POST /clock moves it
  --callback URL      where WhatsApp webhooks go (may be given several times)
  --app-secret S      signs webhooks (default sandbox-secret)
  --verify-token T    for the GET challenge (default sandbox-verify)
  --token T           bearer token of the Graph API (default sandbox-token)
  --pnid ID           phone number id (default 100000000000001)
  --waba ID           account id (default 200000000000001)
  --display-phone N   business number (default 15550100001)
  --window-mode M     async or sync: how a closed window is refused (default async)
  --set NAME=VALUE    any setting of POST /whatsapp/settings; VALUE is JSON or text
  --help              this text

The Graph API is at URL/vNN.N/..., the control API is described in host/sandbox/README.md.
)";

// Which setting a flag with a value stands for.
const std::map<std::string_view, const char*>& setting_flags() {
  static const std::map<std::string_view, const char*> kFlags = {{"--app-secret", "app_secret"},
                                                                 {"--verify-token", "verify_token"},
                                                                 {"--token", "token"},
                                                                 {"--pnid", "pnid"},
                                                                 {"--waba", "waba"},
                                                                 {"--display-phone", "display_phone_number"},
                                                                 {"--window-mode", "window_mode"}};
  return kFlags;
}

struct Parsed {
  Options options;
  bool help = false;
  std::string error;
};

std::string take_value(Options& options, std::string_view flag, const std::string& value) {
  if (flag == "--port") {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.port);
    const bool good = error == std::errc{} && end == value.data() + value.size() && options.port >= 0 &&
                      options.port < 65536;
    return good ? "" : "--port: not a port";
  }
  if (flag == "--address") {
    options.address = value;
    return {};
  }
  if (flag == "--callback") {
    options.whatsapp.callback_urls.push_back(value);
    return {};
  }
  const auto known = setting_flags().find(flag);
  if (known != setting_flags().end())
    return whatsapp::apply_settings(options.whatsapp, Json{{known->second, value}});
  const auto equals = value.find('=');
  if (flag != "--set" || equals == std::string::npos) return "unknown flag " + std::string(flag);
  Json parsed = Json::parse(value.substr(equals + 1), nullptr, false);
  if (parsed.is_discarded()) parsed = value.substr(equals + 1);
  return whatsapp::apply_settings(options.whatsapp, Json{{value.substr(0, equals), parsed}});
}

Parsed parse(int argc, char** argv) {
  Parsed out;
  for (int i = 1; i < argc && out.error.empty(); ++i) {
    const std::string_view flag = argv[i];
    if (flag == "--help" || flag == "-h") {
      out.help = true;
    } else if (flag == "--frozen") {
      out.options.frozen = true;
    } else if (i + 1 >= argc) {
      out.error = setting_flags().count(flag) > 0 ? std::string(flag) + " needs a value"
                                                  : "unknown flag " + std::string(flag);
    } else {
      out.error = take_value(out.options, flag, argv[++i]);
    }
  }
  return out;
}

}  // namespace

int sandbox_main(int argc, char** argv) {
  const Parsed parsed = parse(argc, argv);
  if (parsed.help) {
    std::fputs(kHelp, stdout);
    return 0;
  }
  if (!parsed.error.empty()) {
    std::fprintf(stderr, "baton sandbox: %s (see --help)\n", parsed.error.c_str());
    return 2;
  }
  // Before any thread is made, so that all of them leave the signals to this one.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    Sandbox sandbox(parsed.options);
    const int port = sandbox.start();
    std::printf("ready http://%s:%d\n", parsed.options.address.c_str(), port);
    std::fflush(stdout);
    int received = 0;
    sigwait(&signals, &received);
    sandbox.stop();
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "baton sandbox: %s\n", failed.what());
    return 1;
  }
  return 0;
}

}  // namespace baton::sandbox
