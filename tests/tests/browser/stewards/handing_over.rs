//! A queue goes to another device by pictures.

use super::{BOTH, CODE, CUT, begin, codes_of, collect, counted, issue, open, ready, stored};
use crate::entrant::courier;
use rstest::rstest;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tests::Stage;
use tests::browser::{Size, View, journey, journey_with_camera};

/// Shows every frame in turn; the pictures of them, in a folder.
async fn frames(page: &View<'_>, folder: &std::path::Path) -> Vec<PathBuf> {
    page.find("[data-frame] svg").await;
    page.press("暂停").await;
    let total = "Number(document.querySelector('[data-frames]').dataset.frames)";
    let total = page.ask(total, &[]).await.as_u64().expect("a number");
    let mut pictures = BTreeMap::new();
    while pictures.len() < total as usize {
        let number = page.ask("document.querySelector('[data-frame]').dataset.frame", &[]).await.to_string();
        let picture = page.find("[data-frame] svg").await.screenshot_as_png().await.expect("a picture");
        let file = folder.join(format!("{}.png", number.trim_matches('"')));
        std::fs::write(&file, picture).expect("a picture on disk");
        pictures.insert(number.clone(), file);
        page.press("下一帧").await;
        let changed = "document.querySelector('[data-frame]').dataset.frame !== given[0] || given[1]";
        page.until("the next frame", changed, &[json!(number.trim_matches('"')), json!(total == 1)]).await;
    }
    pictures.into_values().collect()
}

/// Chooses photos.
async fn show(page: &View<'_>, pictures: &[PathBuf]) {
    let all: Vec<String> = pictures.iter().map(|file| file.display().to_string()).collect();
    page.find("input[type=file]").await.send_keys(all.join("\n")).await.expect("a choice of files");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queue_goes_to_another_device_by_pictures_alone(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let _both = BOTH.lock().await;
    let people = [courier(42), courier(43), courier(44)];
    let folder = tempfile::tempdir().expect("a temporary folder");
    journey("steward-giver", size, async |giver| {
        journey("steward-taker", size, async |taker| {
            let (from, to) = (open(&stage, giver).await, open(&stage, taker).await);
            begin(&from, CODE).await;
            begin(&to, CODE).await;
            ready(&from).await;
            ready(&to).await;
            stage.network.cut(true);
            from.press("为下一位报名：快递收派").await;
            let first = collect(&from, &people[0]).await;
            from.press("下一位，仍报").await;
            let second = collect(&from, &people[1]).await;
            from.press("返回首页").await;
            counted(&from, "waiting", 2).await;

            from.press("交接给另一台设备").await;
            let pictures = frames(&from, folder.path()).await;
            giver.picture("frame").await;
            giver.check_accessibility("frames").await;
            assert!(pictures.len() > 2, "{} frames", pictures.len());
            to.press("接收另一台设备的报名").await;
            to.sees("还没有读到二维码").await;
            // One is missed, and one is seen twice.
            show(&to, &[&pictures[1..], &pictures[1..2]].concat()).await;
            to.sees("还缺第 1 帧").await;
            taker.picture("missing").await;
            taker.check_accessibility("frames that are missing").await;
            show(&to, &pictures[..1]).await;
            to.sees("已收齐 2 份报名").await;
            taker.picture("taken").await;
            let told = to.find("[data-confirmation]").await.text().await.expect("a code");

            // Without the right code nothing goes.
            from.fill("handed-over", "0000-0000").await;
            from.press("核对并删除").await;
            from.sees("确认码不一致").await;
            from.fill("handed-over", &told).await;
            from.press("核对并删除").await;
            from.sees("已交出 2 份报名").await;
            counted(&from, "waiting", 0).await;
            assert!(!stored(giver).await.contains("\"body\""), "nothing is left here");
            to.press("返回首页").await;
            counted(&to, "waiting", 2).await;

            // A third goes over, but the giver never hears of it: both send it, and it counts once.
            from.press("为下一位报名：快递收派").await;
            let third = collect(&from, &people[2]).await;
            from.press("返回首页").await;
            from.press("交接给另一台设备").await;
            let pictures = frames(&from, folder.path()).await;
            to.press("接收另一台设备的报名").await;
            show(&to, &pictures).await;
            to.sees("已收齐 1 份报名").await;
            from.press("返回首页").await;
            to.press("返回首页").await;
            stage.network.cut(false);
            from.press("立即提交").await;
            counted(&from, "sent", 1).await;
            to.press("立即提交").await;
            counted(&to, "sent", 3).await;
            for (person, promised) in people.iter().zip([first, second, third]) {
                assert_eq!(codes_of(&stage, person).await, [json!(promised)]);
            }
            taker.check_complaints(&CUT).await;
        })
        .await;
        giver.check_complaints(&CUT).await;
    })
    .await;
}

/// Side of the camera's picture.
const SIDE: usize = 640;

/// What a camera sees that is pointed at the frames as they turn: every one for three pictures, grey on grey, as y4m.
async fn film(page: &View<'_>, folder: &std::path::Path) -> PathBuf {
    page.find("[data-frame] svg").await;
    page.press("暂停").await;
    let total = "Number(document.querySelector('[data-frames]').dataset.frames)";
    let total = page.ask(total, &[]).await.as_u64().expect("a number") as usize;
    let draw = "const done = arguments[arguments.length - 1], [side] = arguments;
        const svg = document.querySelector('[data-frame] svg').cloneNode(true);
        const path = svg.querySelector('path');
        path.setAttribute('fill', '#333');
        svg.setAttribute('width', side * 0.8);
        svg.setAttribute('height', side * 0.8);
        svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
        const image = new Image();
        image.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = side;
            const pen = canvas.getContext('2d');
            pen.fillStyle = '#bbb';
            pen.fillRect(0, 0, side, side);
            pen.rotate(0.06);
            pen.drawImage(image, side * 0.12, side * 0.07);
            const { data } = pen.getImageData(0, 0, side, side);
            let text = '';
            for (let at = 0; at < data.length; at += 4) text += data[at].toString(16).padStart(2, '0');
            done(document.querySelector('[data-frame]').dataset.frame + ':' + text);
        };
        image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));";
    let mut pictures = BTreeMap::new();
    while pictures.len() < total {
        let seen = page.browser().run_async(draw, &[json!(SIDE)]).await;
        let (number, shades) = seen.as_str().expect("a picture").split_once(':').expect("its number");
        let shade = |at: usize| u8::from_str_radix(&shades[2 * at..2 * at + 2], 16).expect("a shade");
        pictures.insert(number.to_owned(), (0..SIDE * SIDE).map(shade).collect::<Vec<u8>>());
        page.press("下一帧").await;
        let changed = "document.querySelector('[data-frame]').dataset.frame !== given[0]";
        page.until("the next frame", changed, &[json!(number)]).await;
    }
    let mut film = format!("YUV4MPEG2 W{SIDE} H{SIDE} F10:1 Ip C420jpeg\n").into_bytes();
    for picture in pictures.values().flat_map(|picture| [picture; 3]) {
        film.extend(b"FRAME\n");
        film.extend(picture);
        // No colour.
        film.extend([128; SIDE * SIDE / 2]);
    }
    let file = folder.join("frames.y4m");
    std::fs::write(&file, film).expect("a film on disk");
    file
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_camera_reads_the_frames_as_they_turn(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let _both = BOTH.lock().await;
    let person = courier(47);
    let folder = tempfile::tempdir().expect("a temporary folder");
    journey("steward-filmed", size, async |giver| {
        let from = open(&stage, giver).await;
        begin(&from, CODE).await;
        ready(&from).await;
        stage.line.cut(true);
        from.press("为下一位报名：快递收派").await;
        let promised = collect(&from, &person).await;
        from.press("返回首页").await;
        from.press("交接给另一台设备").await;
        let film = film(&from, folder.path()).await;
        journey_with_camera("steward-camera", size, &film, async |taker| {
            let to = open(&stage, taker).await;
            begin(&to, CODE).await;
            to.press("接收另一台设备的报名").await;
            to.press("打开摄像头").await;
            to.sees("已收齐 1 份报名").await;
            let told = to.find("[data-confirmation]").await.text().await.expect("a code");
            from.fill("handed-over", &told).await;
            from.press("核对并删除").await;
            from.sees("已交出 1 份报名").await;
            stage.line.cut(false);
            to.press("返回首页").await;
            to.press("立即提交").await;
            counted(&to, "sent", 1).await;
            assert_eq!(codes_of(&stage, &person).await, [json!(promised)]);
            taker.check_complaints(&CUT).await;
        })
        .await;
    })
    .await;
}
